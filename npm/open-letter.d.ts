// The types of <open-letter>. `cargo xtask reference` writes this file from the table in
// xtask/src/surface/table; docs/reference.md is the same in words.

/** How much of a letter is shown. */
export type View = 'letter' | 'card' | 'button' | 'count';

/** Where the form stands. */
export type SignMode = 'inline' | 'dialog';

/** Light or dark colours. */
export type Theme = 'auto' | 'light' | 'dark';

/** When a letter is loaded. */
export type Loading = 'lazy' | 'eager';

/** Where an element is in its life. */
export type LetterState = 'idle' | 'loading' | 'open' | 'closed' | 'signed' | 'failed';

/** What became of a signature: the address is to be confirmed first, a person will look at it, it counts, it was refused, it was taken back, or the backend does not say. */
export type SignatureStatus = 'pending_confirmation' | 'in_review' | 'published' | 'rejected' | 'withdrawn' | 'sent';

/** Where a letter is in its life. It can be signed while it is `open`. */
export type LetterStatus = 'scheduled' | 'open' | 'paused' | 'closed' | 'delivered' | 'answered';

/** Whether a field of the form is asked for. */
export type Need = 'off' | 'optional' | 'required';

/** When a person looks at signatures. */
export type Moderation = 'none' | 'before' | 'after';

/** A field of the form. */
export type Field = 'name' | 'email' | 'role' | 'affiliation' | 'sector' | 'reason' | 'anonymous' | 'outcome' | 'updates' | 'consent';

/** What `sign()` puts into the form. What the letter does not ask for is left out. */
export interface SignValues {
  /** As it should stand under the letter, 1 to 100 characters. */
  name: string;
  /** An e-mail address, at most 254 bytes. */
  email?: string;
  /** What the signer does, at most 120 characters. */
  role?: string;
  /** Where, at most 120 characters. */
  affiliation?: string;
  /** Whether the name stays out of the list. */
  anonymous?: boolean;
  /** In which field of work, at most 120 characters. */
  sector?: string;
  /** Why they sign, at most 1,000 characters. */
  reason?: string;
  /** Whether a mail is to tell how the review ends. */
  outcome?: boolean;
  /** Whether news of the campaign are wanted. */
  updates?: boolean;
  /** Whether the visitor has agreed, where the letter asks for that. */
  consent?: boolean;
}

/** What `sign()` resolves to. */
export interface Signed {
  /** What became of the signature. */
  status: SignatureStatus;
}

/** A field that is wrong. */
export interface FieldError {
  /** Which one. */
  field: Field;
  /** What is wrong, in the visitor's language, as the form says it. */
  message: string;
}

/** A sentence that counts something, in the plural forms of its language. `{count}` stands for the number. */
export interface Plural {
  /** For the category `zero`. */
  zero?: string;
  /** For the category `one`. */
  one?: string;
  /** For the category `two`. */
  two?: string;
  /** For the category `few`. */
  few?: string;
  /** For the category `many`. */
  many?: string;
  /** For all other numbers. */
  other: string;
}

/** A piece of running text. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong'; content: Inline[] }
  | { type: 'emphasis'; content: Inline[] }
  | { type: 'link'; href: string; content: Inline[] }
  | { type: 'code'; text: string };

/** A piece of the letter's text that stands on its own. */
export type Block =
  | { type: 'heading'; level: 2 | 3 | 4; content: Inline[] }
  | { type: 'paragraph'; content: Inline[] }
  | { type: 'list'; ordered: boolean; items: Block[][] }
  | { type: 'quote'; content: Block[] }
  | { type: 'callout'; kind: string; content: Block[] }
  | { type: 'rule' }
  | { type: 'image'; src: string; alt: string };

/** Something that a letter rests on. */
export interface Reference {
  /** Its title. */
  title: string;
  /** Where it can be read. */
  url?: string;
  /** Who published it. */
  publisher?: string;
}

/** A distinction that the campaign gives to signatories. */
export interface Badge {
  /** What a signatory's `badges` name. */
  id: string;
  /** What it says, in the letter's language. */
  label: string;
  /** Whether those who claim it are asked what shows it. */
  evidence: Need;
}

/** A question of a letter's own. */
export interface Question {
  /** Its name among the answers. */
  name: string;
  /** The question, in the letter's language. */
  label: string;
  /** What helps to answer it. */
  hint: string | null;
  /** The answers to choose from; empty where one is typed. */
  options: string[];
  /** Whether it has to be answered. */
  need: Need;
  /** The most characters of an answer. */
  max: number;
}

/** What the addressee has answered. */
export interface Response {
  /** When, as a time in UTC (RFC 3339). */
  date: string | null;
  /** Who has answered. */
  author: string | null;
  /** The answer, or what it says in short. */
  body: Block[];
  /** Where it was published. */
  url: string | null;
}

/** What the form asks for besides name and e-mail address. */
export interface Fields {
  /** What the signer does. */
  role: Need;
  /** Where. */
  affiliation: Need;
  /** Whether the name may be kept out of the list; `required` means the same as `optional`. */
  anonymous: Need;
  /** In which field of work. */
  sector: Need;
  /** The sectors to choose from; empty where it is typed. */
  sectors: string[];
  /** Why they sign. */
  reason: Need;
  /** Whether news of the campaign can be asked for. */
  updates: Need;
  /** Whether signers can ask to hear how a review ends. */
  outcome: Need;
  /** Ids of the letter's `badges` that can be claimed. */
  badges: string[];
  /** The letter's own questions. */
  custom: Question[];
}

/** The work that a browser does before it signs. */
export interface Proof {
  /** What hashes: `SHA-256`. */
  algorithm: string;
  /** With how many zero bits the hash begins. */
  bits: number;
}

/** What a signer accepts. */
export interface Consent {
  /** Which wording it is. */
  version: string;
  /** The wording, in the letter's language. */
  text: string;
}

/** A signature as everybody may see it. It never has an e-mail address. */
export interface Signatory {
  /** A random public id. */
  id: string;
  /** Null for those who sign anonymously. */
  name: string | null;
  /** What they do. */
  role: string | null;
  /** Where. */
  affiliation: string | null;
  /** Why they signed, where they say so. */
  reason?: string;
  /** Ids of the letter's `badges`. */
  badges: string[];
  /** When, as a time in UTC (RFC 3339). */
  signed_at: string;
}

/** How many have signed, and the newest of them. */
export interface FirstPage {
  /** Published signatures, when the letter was sent. */
  count: number;
  /** When it was counted, as a time in UTC (RFC 3339). */
  as_of: string;
  /** Newest first. */
  items: Signatory[];
  /** The next page's cursor, where there is one. */
  next: string | null;
}

/** An open letter, in the words of the native protocol. Other backends, and those behind an adapter, may leave out what is marked as optional. */
export interface Letter {
  /** Its name in addresses. */
  id: string;
  /** Its hosted page, where it can be read and signed without script. */
  url?: string | null;
  /** Its title. */
  title: string;
  /** One or two sentences that say what it is about. */
  standfirst?: string | null;
  /** The language that it is written in (BCP 47). */
  lang?: string | null;
  /** When it was published, as a time in UTC (RFC 3339). */
  published_at?: string | null;
  /** When it opens for signatures. */
  opens_at?: string | null;
  /** When it closes. */
  closes_at?: string | null;
  /** Where it is in its life. */
  status?: LetterStatus;
  /** What the campaign says about that. */
  status_note?: string | null;
  /** Whom it is for. */
  addressee?: string | null;
  /** Who wrote it. */
  author?: string | null;
  /** The letter itself; some backends send plain text. */
  body?: Block[] | string;
  /** What it says in short. */
  takeaways?: string[];
  /** What it rests on. */
  references?: Reference[];
  /** Where it was first published. */
  source?: Reference | null;
  /** What it is about. */
  tags?: string[];
  /** Which text it is. */
  version?: string | null;
  /** What the addressee has answered. */
  response?: Response | null;
  /** What the form asks for. */
  fields?: Partial<Fields>;
  /** Who is responsible for what signers tell. */
  controller?: string | null;
  /** When it was put away as files; `next` then names a file beside the letter's. */
  archived_at?: string | null;
  /** The work that a browser does before it signs, where the letter asks for some. */
  proof?: Proof;
  /** Days after which addresses are erased, once it has closed. */
  contacts_days?: number | null;
  /** What a signer accepts; null where the campaign asks for nothing. */
  consent?: Consent | null;
  /** Whether a signature counts only after its address was confirmed. */
  confirmation?: boolean;
  /** When a person looks at signatures. */
  moderation?: Moderation;
  /** The distinctions that signatories may bear. */
  badges?: Badge[];
  /** How many have signed, and the newest of them. */
  signatures?: Partial<FirstPage>;
}

/** What went wrong, for programs. */
export type ErrorCode = 'network' | 'timeout' | 'not_json' | 'wrong_type' | 'csp' | 'wasm_unsupported' | 'integrity' | 'crashed' | 'adapter' | 'malformed' | 'invalid' | 'key_reused' | 'in_flight' | 'scheduled' | 'paused' | 'closed' | 'letter_changed' | 'not_found' | 'too_large' | 'rate_limited' | 'challenge_required' | 'code_wrong' | 'code_expired' | 'code_spent' | 'unauthorised' | 'unavailable';

/** The error with which `sign()` rejects. */
export interface SignError extends Error {
  /** What went wrong, for programs. */
  readonly code: ErrorCode;
  /** Which fields are wrong, where the code is `invalid`. */
  readonly errors?: FieldError[];
}

/** The element `<open-letter>`. */
export declare class OpenLetterElement extends HTMLElement {
  /** The letter's address at its backend, such as `https://letters.example.org/v1/letters/keep-the-library-open`. Without it, the element's children stay as they are. */
  get src(): string | null;
  set src(value: string | null | undefined);
  /** How the backend is spoken to: `native` for the widget's own protocol, the name of a preset such as `pocketbase`, a name given to `configure`, or the address of an adapter document. */
  get adapter(): string | null;
  set adapter(value: string | null | undefined);
  /** How much is shown. `letter`: everything. `card`: addressee, title, standfirst, count and button. `button`: button and count. `count`: the count alone. */
  get view(): string | null;
  set view(value: View | null | undefined);
  /** Where the form stands: in its place below the letter, or in a dialog that the button opens. For the views `card` and `button` the default is `dialog`. The property is called `signMode`, since reading `sign` gives the method; setting `sign` sets the attribute all the same, as frameworks do. */
  get signMode(): string | null;
  set signMode(value: SignMode | null | undefined);
  /** Light or dark colours. `auto` follows the `color-scheme` of the page around the element, also while it changes. */
  get theme(): string | null;
  set theme(value: Theme | null | undefined);
  /** The address of a stylesheet that is laid over the default one, inside the element. The shipped themes are such files. One that cannot be loaded leaves the default look. */
  get stylesheet(): string | null;
  set stylesheet(value: string | null | undefined);
  /** When the letter is loaded. `lazy`: once the element comes near the viewport, is focused or pointed at, or one of its methods is called. `eager`: at once. */
  get loading(): string | null;
  set loading(value: Loading | null | undefined);
  /** How many signatories one press on “more” adds, 1 to 200. */
  get pageSize(): string | null;
  set pageSize(value: number | string | null | undefined);
  /** The letter as the backend sent it, in the words of the native protocol. Null before it has arrived. Each reading gives a fresh copy, so a change to it changes nothing on the page. */
  readonly letter: Letter | null;
  /** How many have signed, as the element shows it. Null where nobody knows. */
  readonly count: number | null;
  /** Where the element is in its life. `idle`: nothing was asked for yet. `loading`: the letter is on its way. `open`: it can be signed. `closed`: it can be read. `signed`: this visitor has signed, on this visit. `failed`: the letter did not come. */
  readonly state: LetterState;
  /** Loads the letter anew. What was typed stays. */
  refresh(): Promise<void>;
  /** Leads the visitor to the form, or opens the dialog in which it stands. Where the letter cannot be signed, nothing happens. */
  openSign(): Promise<void>;
  /** Fills in the form and sends it, as the visitor would. Resolves once the backend has taken the signature; rejects with a `SignError` otherwise, and the form then says what is wrong. */
  get sign(): (values: SignValues) => Promise<Signed>;
  set sign(value: SignMode | null | undefined);
  /** Takes the letter off the page and frees everything that it held. The element's children stand there again. */
  destroy(): Promise<void>;
}

/** The events of `<open-letter>`. They bubble and are composed. */
export interface OpenLetterEventMap {
  /** The letter can be read. Once for each letter. */
  'open-letter-ready': CustomEvent<null>;
  /** A new count is shown, the first one among them. */
  'open-letter-count': CustomEvent<{ count: number }>;
  /** A signature is being sent; everything in the form was in order. */
  'open-letter-submit': CustomEvent<null>;
  /** The backend has taken the signature. Whether it counts yet, the status says. */
  'open-letter-signed': CustomEvent<{ status: SignatureStatus }>;
  /** The visitor has confirmed the address with the code from the mail. */
  'open-letter-confirmed': CustomEvent<{ status: SignatureStatus }>;
  /** The visitor has taken the signature back. */
  'open-letter-withdrawn': CustomEvent<null>;
  /** Something did not work. The element, or what stood in it before, goes on showing what can be shown. */
  'open-letter-error': CustomEvent<{ code: ErrorCode; message: string }>;
}

/** What the tag takes, as in HTML. */
export interface OpenLetterAttributes {
  /** The letter's address at its backend, such as `https://letters.example.org/v1/letters/keep-the-library-open`. Without it, the element's children stay as they are. */
  src?: string;
  /** How the backend is spoken to: `native` for the widget's own protocol, the name of a preset such as `pocketbase`, a name given to `configure`, or the address of an adapter document. */
  adapter?: string;
  /** How much is shown. `letter`: everything. `card`: addressee, title, standfirst, count and button. `button`: button and count. `count`: the count alone. */
  view?: View;
  /** Where the form stands: in its place below the letter, or in a dialog that the button opens. For the views `card` and `button` the default is `dialog`. The property is called `signMode`, since reading `sign` gives the method; setting `sign` sets the attribute all the same, as frameworks do. */
  sign?: SignMode;
  /** Light or dark colours. `auto` follows the `color-scheme` of the page around the element, also while it changes. */
  theme?: Theme;
  /** The address of a stylesheet that is laid over the default one, inside the element. The shipped themes are such files. One that cannot be loaded leaves the default look. */
  stylesheet?: string;
  /** The language of the widget's own sentences, as a BCP 47 tag. Where it is not given: the nearest `lang` of the page, else the letter's language, else English. The letter itself stays in its own. */
  lang?: string;
  /** When the letter is loaded. `lazy`: once the element comes near the viewport, is focused or pointed at, or one of its methods is called. `eager`: at once. */
  loading?: Loading;
  /** How many signatories one press on “more” adds, 1 to 200. */
  'page-size'?: number | string;
}

/** What `configure` takes. An attribute of a tag wins over it. */
export interface OpenLetterOptions {
  /** Sentences in place of the widget's own: for each language, names from its locale file and texts. A counted one is an object of plural forms, with `other` among them. Unknown names are ignored. */
  strings?: Record<string, Record<string, string | Plural>>;
  /** Adapters under names of your own, to be used in `adapter`: the address of a document, or the document itself. */
  adapters?: Record<string, string | Record<string, unknown>>;
  /** For letters without the attribute `adapter`. */
  adapter?: string;
  /** For letters without the attribute `view`. */
  view?: View;
  /** For letters without the attribute `sign`. */
  sign?: SignMode;
  /** For letters without the attribute `theme`. */
  theme?: Theme;
  /** For letters without the attribute `stylesheet`. */
  stylesheet?: string;
  /** For letters without the attribute `lang`, on a page that names no language itself. */
  lang?: string;
  /** For letters without the attribute `loading`. */
  loading?: Loading;
  /** For letters without the attribute `page-size`. */
  pageSize?: number | string;
}

/** What `window.OpenLetter` has, once the script is there. */
export interface OpenLetterGlobal {
  /** Sets defaults for all letters on the page, those that stand there already among them. Called again, it changes what it names and keeps the rest. */
  configure: (options: OpenLetterOptions) => void;
  /** The same. It works before the script has arrived too, on an array in its place. */
  push: (options: OpenLetterOptions) => void;
  /** The widget's version. */
  version: string;
}

/** Sets defaults for all letters on the page. */
export declare function configure(options: OpenLetterOptions): void;

/** The widget's version. */
export declare const version: string;

/** What stands in `window.OpenLetter` before the script has arrived. */
export type OpenLetterQueue = OpenLetterOptions[] & { configure?: undefined; version?: undefined };

/** The same events, under the names of listeners: `on` or `on:` and the event's own. */
type Listeners<Prefix extends string> = {
  [Name in keyof OpenLetterEventMap as `${Prefix}${Name}`]?: (event: OpenLetterEventMap[Name]) => void;
};

/** What the tag takes where a framework sets properties: attributes, and their other names. */
export interface OpenLetterProps extends OpenLetterAttributes {
  /** The attribute `sign`. */
  signMode?: SignMode;
  /** The attribute `page-size`. */
  pageSize?: number | string;
}

declare global {
  interface Window {
    /** The widget, or an array in its place that waits for it. */
    OpenLetter?: OpenLetterGlobal | OpenLetterQueue;
  }

  interface HTMLElementTagNameMap {
    'open-letter': OpenLetterElement;
  }

  interface HTMLElementEventMap extends OpenLetterEventMap {}
  interface DocumentEventMap extends OpenLetterEventMap {}
  interface WindowEventMap extends OpenLetterEventMap {}

  // Svelte. `on:` is how versions before 5 write it.
  namespace svelteHTML {
    interface IntrinsicElements {
      'open-letter': OpenLetterAttributes & Listeners<'on'> & Listeners<'on:'> & { [name: string]: any };
    }
  }
}

// @ts-ignore: React may be absent, and then nobody writes its JSX.
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      // @ts-ignore: the same.
      'open-letter': DetailedHTMLProps<HTMLAttributes<OpenLetterElement>, OpenLetterElement> & OpenLetterProps & Listeners<'on'>;
    }
  }
}

// @ts-ignore: Vue may be absent, and then nobody writes its templates.
declare module 'vue' {
  interface GlobalComponents {
    // @ts-ignore: the same.
    'open-letter': new () => OpenLetterElement & { $props: import('vue').HTMLAttributes & import('vue').PublicProps & OpenLetterProps; $emit: import('vue').EmitFn<{ [Name in keyof OpenLetterEventMap]: (event: OpenLetterEventMap[Name]) => void }> };
  }
}
