// Spares the workbench from loading anew: the form is sent in the background, and its result takes the old
// one's place. Without this script every button works all the same.
"use strict";
(() => {
  const form = document.getElementById("trial");
  if (!form) return;
  let latest = 0;
  let waiting;

  const send = async (submitter) => {
    const turn = ++latest;
    const data = new FormData(form);
    if (submitter && submitter.name) data.append(submitter.name, submitter.value);
    const answer = await fetch("/workbench", { method: "POST", body: data });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== latest) return;
    const focused = document.activeElement && document.activeElement.id;
    for (const part of [".choose", "#result"]) {
      const old = document.querySelector(part);
      const made = page.querySelector(part);
      if (old && made) old.replaceWith(made);
    }
    const again = focused && document.getElementById(focused);
    if (again) again.focus();
    follow(submitter);
  };

  // Brings what was just unfolded into view, and the focus with it.
  const follow = (submitter) => {
    if (!submitter || submitter.name !== "open") return;
    const place = document.getElementById(submitter.value.replace(/[ /]/g, "-"));
    if (!place) return;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "start" });
  };

  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.formAction.endsWith("/request.json")) return;
    event.preventDefault();
    send(event.submitter);
  });
  form.addEventListener("change", (event) => {
    if (event.target.closest("select, input[type=file], input[type=date]")) send(null);
  });
  form.addEventListener("input", (event) => {
    if (!event.target.closest("input[type=number]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => send(null), 250);
  });
})();
