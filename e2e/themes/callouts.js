// Which parts the guide's pictures show, and how numbers are drawn beside them.

/** The parts of each picture in the order of their numbers: the part, the margin in which its
 * number stands, and which of several elements it is. */
export const PICTURES = {
  letter: {
    parts: [
      ['letter', 'start'], ['header', 'start'], ['addressee', 'end'], ['title', 'end'], ['standfirst', 'end'],
      ['meta', 'start'], ['status', 'end'], ['call', 'start'], ['sign-button', 'start'], ['count', 'end'],
      ['content', 'start'], ['takeaways', 'end'], ['body', 'start'], ['paragraph', 'end'], ['heading', 'end'],
      ['list', 'end'], ['quote', 'end'], ['image', 'end'], ['callout', 'end'], ['callout-label', 'start'],
    ],
  },
  people: {
    parts: [
      ['references', 'start'], ['publisher', 'end'], ['source', 'end'], ['signatories', 'start'], ['list', 'start'],
      ['signatory', 'end', 1], ['signatory-name', 'end', 1], ['signatory-role', 'end', 1], ['signatory-affiliation', 'end', 1],
      ['badge', 'end'], ['more', 'start'],
    ],
  },
  form: {
    parts: [
      ['form', 'start'], ['error-summary', 'end'], ['field', 'start'], ['label', 'end'], ['hint', 'end', 1], ['error', 'end'],
      ['input', 'end'], ['optional', 'end'], ['choice', 'end'], ['checkbox', 'start'], ['consent', 'start'],
      ['submit', 'start'], ['action', 'end'],
    ],
  },
  messages: {
    parts: [['notice', 'start'], ['retry', 'end'], ['thanks', 'start'], ['crashed', 'end'], ['list-end', 'end']],
  },
  card: {
    parts: [
      ['letter', 'start'], ['header', 'start'], ['addressee', 'end'], ['title', 'end'], ['standfirst', 'end'], ['call', 'start'],
      ['sign-button', 'start'], ['count', 'end'],
    ],
  },
  dialog: {
    parts: [['dialog', 'start'], ['dialog-title', 'start'], ['close', 'end']],
  },
};

/**
 * Frames the parts of a page's letters and puts their numbers into its margins, above everything
 * else. Fails where a part cannot be seen.
 */
export const draw = (page, parts) =>
  page.evaluate((parts) => {
    const [SIZE, GAP, INK] = [22, 4, '#b3005e'];
    const frame = document.body.appendChild(document.createElement('div'));
    frame.popover = 'manual';
    frame.style.cssText = 'position:absolute; inset:0; margin:0; padding:0; border:0; overflow:visible; background:none';
    const paper = frame.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));
    paper.style.cssText = 'position:absolute; inset:0; overflow:visible; font:700 12px/1 sans-serif';
    const shape = (name, attributes, text = '') => {
      const made = document.createElementNS(paper.namespaceURI, name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      made.textContent = text;
      paper.append(made);
    };
    const boxes = parts.map(([part, side, which = 0], place) => {
      const found = [...document.querySelectorAll('open-letter')]
        .flatMap((element) => [...element.shadowRoot.querySelectorAll(`[part~="${part}"]`)])
        .filter((element) => element.getClientRects().length)[which];
      if (!found) throw new Error(`${part} cannot be seen`);
      const { left, top, width, height } = found.getBoundingClientRect();
      return { number: place + 1, side, left: left + scrollX, top: top + scrollY, width, height };
    });
    for (const side of ['start', 'end']) {
      let free = 4;
      for (const box of boxes.filter((box) => box.side === side).sort((a, b) => a.top - b.top || b.height - a.height)) {
        const wanted = box.top + Math.min(box.height / 2, 14) - SIZE / 2;
        const y = Math.max(free, wanted) + SIZE / 2;
        free = y + SIZE / 2 + GAP;
        const x = side === 'start' ? SIZE : innerWidth - SIZE;
        const edge = side === 'start' ? box.left : box.left + box.width;
        const meet = Math.min(Math.max(y, box.top + 3), box.top + box.height - 3);
        shape('rect', { x: box.left, y: box.top, width: box.width, height: box.height, fill: 'none', stroke: INK, 'stroke-opacity': 0.55 });
        shape('path', { d: `M${x} ${y}L${edge} ${meet}`, stroke: INK, fill: 'none' });
        shape('circle', { cx: x, cy: y, r: SIZE / 2, fill: INK });
        shape('text', { x, y: y + 4, fill: '#fff', 'text-anchor': 'middle' }, box.number);
      }
    }
    frame.showPopover();
  }, parts);
