// One letter and its signatories, all of them invented, as every live backend starts with them.

const FIRST = ['Wilhelmina', 'Barnaby', 'Clementine', 'Fitzgerald', 'Marigold', 'Peregrine', 'Rosalind', 'Thaddeus', 'Zephyrine'];
const LAST = ['Teaspoon', 'Inkwell', 'Marmalade', 'Lanternjaw', 'Puddlewick'];
const ROLES = ['Librarian', null, 'Bookbinder', null];
const AFFILIATIONS = ['Friends of the Invented Library', null, null];

const published = Date.parse('2026-05-01T09:00:00Z');

/** 45 signatories, the newest first. Every ninth is anonymous. */
const signatories = LAST.flatMap((last, row) =>
  FIRST.map((first, column) => {
    const place = row * FIRST.length + column;
    return {
      name: `${first} ${last}`,
      role: ROLES[place % ROLES.length],
      affiliation: AFFILIATIONS[place % AFFILIATIONS.length],
      anonymous: place % 9 === 4,
      created_at: new Date(published + (44 - place) * 3_600_000).toISOString(),
      /** 32 hexadecimal digits, as the widget would have made them. */
      dedupe: (place + 1).toString(16).padStart(32, '0'),
      consent_version: '1',
      lang: 'en',
    };
  }),
);

const ASK = 'Keep the doors open on Saturdays.';

export const seed = {
  letter: {
    id: 'keep-the-library-open',
    title: 'Keep the library open',
    standfirst: 'A town without a library forgets where it put things.',
    lang: 'en',
    published_at: '2026-05-01T09:00:00.000Z',
    status: 'open',
    url: 'https://letters.example.org/keep-the-library-open',
    author: 'Friends of the Invented Library',
    addressee: 'The Town Council of Puddlewick',
    contact: 'mailto:letters@example.org',
    consent: { version: '1', text: 'I agree that my name is published here.' },
    /** The same text, in whichever form the backend keeps texts. */
    body: {
      markdown: `Dear Councillors,\n\n## What we ask\n\n${ASK} The *whole* town reads.\n`,
      html: `<p>Dear Councillors,</p><h2>What we ask</h2><p>${ASK} The <em>whole</em> town reads.</p>`,
      text: `Dear Councillors,\n\n${ASK} The whole town reads.`,
    },
  },
  signatories,
  /** A sentence of the body, whatever its form. */
  ask: ASK,
};
