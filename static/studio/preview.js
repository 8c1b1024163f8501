// The letter on a sample page, in a frame: put there as it was chosen, and changed in place.
import { PROPERTIES } from './styles.js';

/** How wide the frame's page is, in CSS pixels. */
export const WIDTHS = { phone: 390, column: 680, wide: 1200 };

const DIRECTIONS = { en: 'ltr', ar: 'rtl' };
const ATTRIBUTES = ['adapter', 'view', 'sign', 'theme', 'stylesheet', 'src'];

/** The frame with a sample page, and the letter on that. */
export class Preview {
  #frame;
  #shown;
  #on;
  #page;
  #found = false;
  #watched = new WeakSet();

  /**
   * `on.changed` is called when the letter has come or looks otherwise, `on.failed` with an error's
   * detail, and `on.scaled` with the page's width and what it is shown at.
   */
  constructor(frame, on) {
    this.#frame = frame;
    this.#on = on;
    frame.addEventListener('load', () => this.#arrived());
    new ResizeObserver(() => this.#scale()).observe(frame.parentElement);
  }

  /** The letter's element, where its page is there. */
  get letter() {
    return this.#frame.contentDocument?.querySelector('open-letter') ?? null;
  }

  /** Shows `{ host, width, lang, scheme, embed, styles }`. */
  show(shown) {
    this.#shown = shown;
    const page = new URL(`../hosts/${shown.host}.html`, import.meta.url).href;
    if (this.#page !== page) {
      this.#page = page;
      // Replaced, so that the reader's way back does not lead through the sample pages.
      if (this.#frame.contentWindow) this.#frame.contentWindow.location.replace(page);
      else this.#frame.src = page;
    }
    this.#scale();
    this.#apply();
  }

  #arrived() {
    const page = this.#frame.contentDocument;
    if (!this.letter) return;
    page.addEventListener('open-letter-ready', () => this.#settled());
    page.addEventListener('open-letter-error', ({ detail }) => this.#on.failed(detail));
    // Links lead out of the frame, whose page would be lost.
    page.addEventListener(
      'click',
      (event) => {
        const link = event.composedPath().find((node) => node.localName === 'a' && node.href);
        if (link && new URL(link.href).pathname !== page.location.pathname) Object.assign(link, { target: '_blank', rel: 'noopener' });
      },
      true,
    );
    this.#found = false;
    this.#apply();
  }

  /** Brings the page in the frame up to date, and nothing that is so already. */
  #apply() {
    const { letter } = this;
    if (!letter || !this.#shown) return;
    const { lang, scheme, embed, styles } = this.#shown;
    const root = this.#frame.contentDocument.documentElement;
    root.lang = lang;
    root.dir = DIRECTIONS[lang];
    root.dataset.scheme = scheme;
    letter.querySelector('a').href = embed.link ?? embed.src;
    for (const name of PROPERTIES) {
      const property = `--open-letter-${name}`;
      if (styles[name]) letter.style.setProperty(property, styles[name]);
      else letter.style.removeProperty(property);
    }
    for (const name of ATTRIBUTES) {
      const wanted = embed[name] ?? null;
      if (letter.getAttribute(name) === wanted) continue;
      if (wanted === null) letter.removeAttribute(name);
      else letter.setAttribute(name, wanted);
    }
    this.#on.changed();
  }

  #settled() {
    this.#on.changed();
    // A stylesheet that is named later is there later. The event does not leave the shadow root.
    const { shadowRoot } = this.letter;
    if (!this.#watched.has(shadowRoot)) {
      this.#watched.add(shadowRoot);
      shadowRoot.addEventListener('load', () => this.#on.changed(), true);
    }
    if (!this.#found) this.#toLetter();
    this.#found = true;
  }

  /** Leads to the letter within the frame, with some of the page above it, and leaves this page where it is. */
  #toLetter() {
    const { contentWindow } = this.#frame;
    const { top } = this.letter.getBoundingClientRect();
    contentWindow.scrollTo(0, Math.max(0, top + contentWindow.scrollY - contentWindow.innerHeight * 0.3));
  }

  #scale() {
    if (!this.#shown) return;
    const stage = this.#frame.parentElement;
    const width = WIDTHS[this.#shown.width];
    const scale = Math.min(1, stage.clientWidth / width);
    stage.style.setProperty('--frame-width', `${width}px`);
    stage.style.setProperty('--frame-scale', String(scale));
    this.#on.scaled(width, scale);
  }
}
