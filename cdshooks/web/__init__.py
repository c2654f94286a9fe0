"""Flask, and nowhere else: routes, the form of requests and answers, clients and their tokens, pages."""
