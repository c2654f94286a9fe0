# The service in a container. CDSHOOKS_... variables configure it: see docs/configuration.md.
FROM python:3.12-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1

WORKDIR /app
COPY . .

# One lock serves development and this image. Every locked wheel is fetched with its hash checked;
# from these, and from nothing else, the project is built and installed with only what it runs on.
RUN python -m pip wheel --quiet --require-hashes --requirement requirements.lock --wheel-dir wheels \
    && python -m pip install --quiet --no-index --find-links wheels hatchling \
    && python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir wheels . \
    && python -m pip install --quiet --no-index --find-links wheels 'cdshooks[postgresql]' \
    && rm -r wheels \
    && mkdir -m 0777 records

# Cards shown, feedback and the kill switch are kept here, unless CDSHOOKS_DATABASE_URL names a server.
ENV CDSHOOKS_DATABASE_URL=sqlite:///records/cdshooks.sqlite3
VOLUME /app/records

USER 10001
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=2)"]

CMD ["cdshooks", "serve", "--host", "0.0.0.0", "--port", "8000"]
