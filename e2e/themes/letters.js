// Letters that have one of everything, put in place of the demonstration's. All of it is invented.

const text = (words) => [{ type: 'text', text: words }];
const paragraph = (words) => ({ type: 'paragraph', content: text(words) });
const heading = (words, level = 2) => ({ type: 'heading', level, content: text(words) });
const list = (...items) => ({ type: 'list', ordered: false, items: items.map((item) => [paragraph(item)]) });
const quote = (words) => ({ type: 'quote', content: [paragraph(words)] });
const demand = (words) => ({ type: 'callout', kind: 'demand', content: [paragraph(words)] });

/** A short letter with every kind of block. Its image lies at `/lamp.svg` of the letter's origin. */
export const english = (origin) => ({
  lang: 'en',
  title: 'Leave the reading lamps on',
  standfirst: 'We ask the Library of Little Wickering to keep its reading room open until nine.',
  addressee: 'the Library of Little Wickering',
  author: 'The Evening Readers (invented)',
  published_at: '2026-05-01T09:00:00.000Z',
  takeaways: ['The room is full when it closes.', 'Two more hours cost a lamp and a lamplighter.'],
  body: [
    paragraph('To the board of the library, who hold the key:'),
    paragraph('At seven the lamps go out. The chairs are still warm, and the last chapter waits for another day.'),
    heading('What the evening is for'),
    list('Those who work by day read by night.', 'Homework likes company.'),
    quote('I have read the first half of four hundred books.'),
    { type: 'image', src: `${origin}/lamp.svg`, alt: 'A lamp on a reading desk' },
    demand('Keep the reading room open until nine, from Monday to Friday.'),
    paragraph('With warm regards, from under the last lamp.'),
  ],
  references: [
    { title: 'Opening hours, as they hang on the door', url: `${origin}/hours`, publisher: 'Library of Little Wickering' },
  ],
  source: { title: 'The Wickering Almanac, page three', url: `${origin}/almanac` },
  badges: [{ id: 'public-code', label: 'Holds a library card' }],
});

/** The same in Arabic, which is written from right to left and whose letters are joined. */
export const arabic = (origin) => ({
  ...english(origin),
  lang: 'ar',
  title: 'اتركوا مصابيح القراءة مضاءة',
  standfirst: 'نطلب من المكتبة أن تبقي قاعة القراءة مفتوحة حتى التاسعة مساءً.',
  addressee: 'مكتبة القرية',
  author: 'قرّاء المساء (أسماء مخترعة)',
  takeaways: ['القاعة ممتلئة حين تُغلق.', 'ساعتان إضافيتان تكلفان مصباحًا ومن يوقده.'],
  body: [
    paragraph('إلى مجلس المكتبة الذي بيده المفتاح:'),
    paragraph('في السابعة تنطفئ المصابيح والمقاعد ما زالت دافئة، ويبقى الفصل الأخير ليوم آخر.'),
    heading('لمن المساء'),
    list('من يعمل نهارًا يقرأ ليلًا.', 'الواجبات تحب الرفقة.'),
    quote('قرأت النصف الأول من أربعمئة كتاب.'),
    demand('أبقوا قاعة القراءة مفتوحة حتى التاسعة من الإثنين إلى الجمعة.'),
    paragraph('مع أطيب التحيات من تحت آخر مصباح.'),
  ],
});

const person = (id, name, role, affiliation, badges = []) => ({ id, name, role, affiliation, badges });

/** Some who have signed it. */
export const PEOPLE = [
  person('p1', 'Wilhelmina Teaspoon', 'Night porter', 'Hotel of Small Hours'),
  person('p2', 'Quillon Featherbottom', 'Lamplighter', 'Guild of Invented Lamplighters', ['public-code']),
  person('p3', null, 'Pupil', 'Little Wickering School'),
  person('p4', 'Ottoline Bookmark', 'Baker', null, ['public-code']),
];

const LAMP = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 150"><rect width="520" height="150" fill="#e6ded0"/>
<path d="M0 128h520v22H0z" fill="#8a6f4d"/><path d="M250 128V70h14v58z" fill="#54452f"/>
<path d="M205 74l24-44h56l24 44z" fill="#c8932f"/><path d="M205 74h104l70 54H135z" fill="#f6e3ae" opacity=".7"/></svg>`;

/** Lets the letter's answer through with the members of another one. */
export async function put(page, make, members = {}) {
  const answerFrom = async (route) => {
    // When a scenario is over its server goes first, and may leave a last request without answer.
    const answer = await route.fetch({ maxRetries: 2 }).catch(() => null);
    if (!answer) return route.abort().catch(() => {});
    const letter = await answer.json();
    const origin = new URL(route.request().url()).origin;
    const items = letter.signatures.items.map((item, place) => (place === 1 ? { ...item, badges: ['public-code'] } : item));
    const json = { ...letter, ...make(origin), ...members, signatures: { ...letter.signatures, items, ...members.signatures } };
    await route.fulfill({ status: 200, headers: { 'Access-Control-Allow-Origin': '*' }, json });
  };
  await page.route('**/v1/letters/*', answerFrom);
  await page.route('**/lamp.svg', (route) => route.fulfill({ contentType: 'image/svg+xml', body: LAMP }));
}
