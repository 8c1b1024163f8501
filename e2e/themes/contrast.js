// How well a line can be told from what is behind it (WCAG 1.4.11). axe looks at words alone.

/** Runs in the page: how the edge of an element, or its focus ring, stands out from its surroundings. */
function measure(element, what) {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
  const over = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const behind = ['#fff'];
  const first = what === 'text' ? element : element.parentNode;
  for (let node = first; node; node = node.assignedSlot || node.parentNode || node.host)
    if (node instanceof Element) behind.splice(1, 0, getComputedStyle(node).backgroundColor);
  const luminance = ([...rgb]) =>
    rgb.slice(0, 3).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
  const style = getComputedStyle(element);
  const [line, width] = {
    text: [style.color, '1px'],
    border: [style.borderBottomColor, style.borderBottomWidth],
    outline: [style.outlineColor, style.outlineStyle === 'none' ? '0' : style.outlineWidth],
  }[what];
  if (!parseFloat(width)) return 0;
  const [a, b] = [luminance(over([...behind, line])), luminance(over(behind))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The contrast of an element's lower border with what it stands on. */
export const borderContrast = (locator) => locator.evaluate(measure, 'border');

/** The contrast of the ring that an element has once it is focused by keyboard; 0 without one. */
export async function focusContrast(page, locator) {
  // A ring is shown to those who last pressed a key.
  await page.keyboard.press('Shift');
  await locator.focus();
  return locator.evaluate(measure, 'outline');
}

/** The contrast of an element's words with what they stand on. */
export const textContrast = (locator) => locator.evaluate(measure, 'text');
