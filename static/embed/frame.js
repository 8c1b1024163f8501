// Runs in a letter's page for frames, /letters/{id}/embed: tells the page around it how high it is,
// so that nothing has to be scrolled twice, and where the reader is to look. It tells nothing else.
(() => {
  if (parent === self) return;
  const type = 'open-letter-height';
  const tell = (place) => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    const top = place && Math.round(place.getBoundingClientRect().top + scrollY);
    parent.postMessage({ type, height, top }, '*');
  };
  const named = (hash) => document.getElementById(hash.slice(1));

  // After a form was sent, the answer to it may stand far from its button.
  let answer = document.querySelector('[part~="error-summary"]') || named(location.hash);
  new ResizeObserver(() => {
    tell(answer);
    answer = undefined;
  }).observe(document.body);
  // A fragment scrolls a frame, which has nothing to scroll once it is high enough.
  addEventListener('click', ({ target }) => {
    const link = target.closest('a[href^="#"]');
    if (link) tell(named(link.hash));
  });
  // A page whose own script came later asks.
  addEventListener('message', ({ source, data }) => source === parent && data?.type === type && tell());
})();
