// Spares the workbench from loading anew: the form is sent in the background, and its result takes the old
// one's place. Beside each number stands a slider. Without this script every button works all the same.
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
      if (old && made) replace(old, made);
    }
    const again = focused && document.getElementById(focused);
    if (again && again !== document.activeElement) again.focus();
    addSliders();
    follow(submitter);
  };

  // What a hand is on stays where it is: a slider that were taken out would be let go. All around it is new.
  const replace = (old, made) => {
    const held = document.activeElement && document.activeElement.closest("section.opened .fields");
    const section = held && held.closest("section.opened");
    const twin = section && old.contains(section) && made.querySelector(`[id="${section.id}"]`);
    if (!twin || section.parentNode !== old || twin.parentNode !== made) {
      old.replaceWith(made);
      return;
    }
    for (const one of [...old.childNodes]) if (one !== section) one.remove();
    const around = [...made.childNodes];
    const place = around.indexOf(twin);
    section.before(...around.slice(0, place));
    section.after(...around.slice(place + 1));
    for (const part of [".now", "pre"]) {
      const told = section.querySelector(part);
      const fresh = twin.querySelector(part);
      if (told && fresh) told.replaceWith(fresh);
    }
  };

  // A slider beside each number of an opened resource; it has no name, so only the number is sent.
  const addSliders = () => {
    for (const number of document.querySelectorAll("input[data-most]")) {
      if (number.nextElementSibling) continue;
      const slider = document.createElement("input");
      slider.type = "range";
      slider.id = `slide-${number.id}`;
      slider.min = Math.min(0, number.value);
      slider.max = number.dataset.most;
      slider.step = number.dataset.step;
      slider.value = number.value;
      slider.setAttribute("aria-label", `${number.labels[0].textContent}, by sliding`);
      number.after(slider);
    }
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
    if (!event.target.closest("input[type=number], input[type=range]")) return;
    // Emptied on the way to another number: nothing is asked for yet.
    if (event.target.value === "") return;
    if (event.target.type === "range") event.target.previousElementSibling.value = event.target.value;
    else if (event.target.nextElementSibling) event.target.nextElementSibling.value = event.target.value;
    clearTimeout(waiting);
    waiting = setTimeout(() => send(null), 250);
  });
  addSliders();
})();
