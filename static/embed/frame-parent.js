// For a page that shows letters in frames: gives each frame the height that its letter tells.
//
//   <iframe src="https://letters.example/letters/keep-nhs-code-open/embed" title="Open letter"></iframe>
//   <script async src="https://letters.example/embed/1/frame-parent.js"></script>
//
// Only a frame whose own address is a letter's is listened to, and only for a height that a letter
// can have. Loading it twice is harmless.
(() => {
  const type = 'open-letter-height';
  const known = new WeakSet();
  const frames = () =>
    [...document.querySelectorAll('iframe')].filter(({ src }) => /^[^?#]+\/letters\/[^/?#]+\/embed([?#]|$)/.test(src));

  addEventListener('message', ({ source, data }) => {
    const frame = data?.type === type && source && frames().find((frame) => frame.contentWindow === source);
    if (!frame) return;
    const { height, top } = data;
    if (!(height >= 20 && height <= 200_000)) return;
    const { borderTopWidth, borderBottomWidth, boxSizing } = getComputedStyle(frame);
    const border = boxSizing === 'border-box' ? parseFloat(borderTopWidth) + parseFloat(borderBottomWidth) : 0;
    frame.style.height = height + border + 'px';
    // What a form was answered may stand far from the button that was pressed.
    const at = frame.getBoundingClientRect().top + top;
    if (known.has(frame) && top >= 0 && top <= height && (at < 0 || at > innerHeight / 2)) scrollBy(0, at - 16);
    known.add(frame);
  });

  // Those that told theirs before this script was there tell it again.
  for (const frame of frames()) frame.contentWindow?.postMessage({ type }, '*');
})();
