// The studio's own script: two switches, the tag to copy, and the check of an adapter, which is
// loaded once somebody asks for it. The letter needs none of it.

const page = document.documentElement;
const view = document.getElementById("view");
const status = document.querySelector("#tag [role=status]");
const directions = { en: "ltr", ar: "rtl" };

function show() {
  const { lang, scheme } = Object.fromEntries(new FormData(view));
  page.lang = lang;
  page.dir = directions[lang];
  page.dataset.scheme = scheme;
}

// The address holds the choice, so that a reload and a shared link keep it
// without a cookie or any storage.
function remember() {
  const chosen = new URLSearchParams(new FormData(view));
  history.replaceState(null, "", `?${chosen}${location.hash}`);
}

for (const [name, value] of new URLSearchParams(location.search)) {
  const switched = view.elements.namedItem(name);
  // Setting a value that no button has would leave them as they are.
  if (switched instanceof RadioNodeList) switched.value = value;
}
show();
view.addEventListener("change", () => {
  show();
  remember();
});

for (const origin of document.querySelectorAll("#tag .origin")) {
  origin.textContent = location.origin;
}

async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return "copied";
  } catch {
    // No clipboard here (plain http, or refused): the text is selected instead.
    getSelection().selectAllChildren(code);
    return "selected";
  }
}

for (const button of document.querySelectorAll("#tag [data-copies]")) {
  let settle;
  button.addEventListener("click", async () => {
    const outcome = await copy(document.getElementById(button.dataset.copies));
    button.dataset.state = outcome;
    status.textContent = button.querySelector(`.${outcome} .${page.lang}`).textContent;
    clearTimeout(settle);
    settle = setTimeout(() => {
      delete button.dataset.state;
      status.textContent = "";
    }, 4000);
  });
}

document.getElementById("check-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const { tryAdapter } = await import("/check.js");
  await tryAdapter(form);
});
