// What the studio's scripts say, in English and in Arabic. `{name}` is a gap, and what stands
// between backticks is code.

export const words = {
  // Choices.
  accent: ['Accent', 'اللون المميِّز'],
  'on-accent': ['On the accent', 'فوق المميِّز'],
  text: ['Text', 'النص'],
  muted: ['Quiet text', 'النص الهادئ'],
  surface: ['Surface', 'السطح'],
  border: ['Border', 'الحد'],
  danger: ['Mistake', 'الخطأ'],
  success: ['Success', 'النجاح'],
  focus: ['Focus ring', 'حلقة التركيز'],
  light: ['Light', 'فاتح'],
  dark: ['Dark', 'داكن'],
  picker: ['picked', 'بالاختيار'],
  font: ['Text', 'النص'],
  'heading-font': ['Headings', 'العناوين'],
  font_none: ['As the look has it', 'كما في المظهر'],
  font_serif: ['Serif', 'بزوائد'],
  font_sans: ['Sans serif', 'بلا زوائد'],
  font_mono: ['Typewriter', 'آلة كاتبة'],
  font_own: ['A font of yours', 'خط لك'],
  own_font: ['Name of the font', 'اسم الخط'],
  'font-size': ['Size of the text', 'حجم النص'],
  'line-height': ['Height of a line', 'ارتفاع السطر'],
  measure: ['Length of a line', 'طول السطر'],
  radius: ['Round corners', 'استدارة الأركان'],
  space: ['Space between', 'المسافات'],
  unset: ['as the look has it', 'كما في المظهر'],
  back: ['Back to the look’s own', 'عودة إلى المظهر'],
  no_colour: ['This is no colour such as `#234a8c`.', 'ليس هذا لونًا مثل `#234a8c`.'],

  // The letter.
  no_address: ['Type its whole address, beginning with https://. Until then the demo letter stands in.', 'اكتب عنوانها الكامل، بدءًا من https://. وحتى ذلك الحين تنوب عنها الرسالة التجريبية.'],
  asking: ['Asking for the letter…', 'نطلب الرسالة…'],
  shown: ['Here it is: {title}', 'ها هي: {title}'],
  failed: ['Something does not come: {message} (`{code}`)', 'شيء لا يصل: {message} (`{code}`)'],
  demo_static: [
    'This page lies on a web space without a server, so the demo letter takes no signatures here.',
    'هذه الصفحة على مساحة ويب بلا خادم، فلا تأخذ الرسالة التجريبية توقيعات هنا.',
  ],

  // The preview.
  frame_title: ['The letter on a sample page', 'الرسالة على صفحة عيّنة'],
  scale: ['{width} px, shown at {percent} %', '{width} بكسل، معروضة بنسبة {percent}٪'],
  full: ['{width} px', '{width} بكسل'],

  // Contrast.
  button: ['Words on the button', 'كلمات الزر'],
  running: ['Text', 'النص'],
  quiet: ['Quiet text', 'النص الهادئ'],
  accented: ['Accent as text', 'المميِّز نصًّا'],
  surfaced: ['Text on the surface', 'النص على السطح'],
  pass: ['passes', 'ناجح'],
  fail: ['fails', 'راسب'],
  not_here: ['not in this view', 'ليس في هذا العرض'],
  unread: ['cannot be told', 'لا يمكن معرفته'],
  all_pass: ['Everything measured passes WCAG AA (4.5 to 1).', 'كل ما قيس يجتاز WCAG AA ‏(4.5 إلى 1).'],
  some_fail: ['Fails WCAG AA, which asks for 4.5 to 1: {pairs}.', 'لا يجتاز WCAG AA الذي يطلب 4.5 إلى 1: {pairs}.'],

  // What is copied.
  call: ['Read and sign the open letter', 'اقرأ الرسالة المفتوحة ووقّعها'],
  page_title: ['An open letter', 'رسالة مفتوحة'],
  no_release: ['This studio was built without fixed versions, so the newest is what you get.', 'بُني هذا الاستوديو بلا إصدارات ثابتة، فما تحصل عليه هو الأحدث.'],
  no_frame: [
    'A frame shows the page of a letter on a server of ours. This backend has none, so here is a link.',
    'الإطار يعرض صفحة رسالة على خادم من خوادمنا. وهذا الخادم لا صفحة له، فهذا رابط.',
  ],
  frame_keeps: ['In a frame the letter keeps its own look; your colours and shapes stay outside.', 'في الإطار تحتفظ الرسالة بمظهرها، وتبقى ألوانك وأشكالك خارجه.'],

  // The policy.
  no_policy: ['What it asks of a page: this, added to what yours says. A page without a policy needs nothing.', 'ما يطلبه من الصفحة: هذا مضافًا إلى ما تقوله صفحتك. والصفحة التي لا سياسة لها لا تحتاج شيئًا.'],
  nothing_asked: ['A link needs nothing from a policy.', 'الرابط لا يحتاج شيئًا من السياسة.'],
  policy_allows: ['It works under this policy.', 'يعمل تحت هذه السياسة.'],
  policy_forbids: ['This policy forbids it. What is missing stands below.', 'هذه السياسة تمنعه. وما ينقص مذكور أدناه.'],
  policy_nth: ['Policy {number}', 'السياسة {number}'],
  right_policy: ['Your policy, put right', 'سياستك بعد تصحيحها'],
  least_policy: ['All that it asks for', 'كل ما يطلبه'],
  fault_word: ['Missing:', 'ينقص:'],
  remark_word: ['Note:', 'ملاحظة:'],

  script: ['The script', 'البرنامج'],
  wasm: ['WebAssembly', 'WebAssembly'],
  files: ['The files that it loads', 'الملفات التي يحمّلها'],
  backend: ['The letter’s backend', 'خادم الرسالة'],
  adapter: ['The adapter document', 'مستند المحوّل'],
  default_sheet: ['The default stylesheet, for older browsers', 'ورقة الأنماط المعتادة، للمتصفحات الأقدم'],
  stylesheet: ['The stylesheet', 'ورقة الأنماط'],
  images: ['Images in the letter, whose descriptions stand in otherwise', 'صور الرسالة، وإلا نابت عنها أوصافها'],
  form: ['The form, where it has to send itself', 'النموذج، حين يلزم أن يرسل نفسه'],
  frame: ['The frame', 'الإطار'],
  frame_script: ['The script that sizes the frame', 'البرنامج الذي يضبط الإطار'],

  allowed: ['`{directive}` allows it.', 'يسمح به `{directive}`.'],
  not_ruled: ['nothing forbids it, since there is no `{directive}`.', 'لا شيء يمنعه، إذ لا يوجد `{directive}`.'],
  missing: ['`{directive}` needs `{source}`.', 'يحتاج `{directive}` إلى `{source}`.'],
  missing_by_default: ['there is no `{directive}`, so `{default}` rules, which does not allow `{source}`.', 'لا يوجد `{directive}`، فالحكم لـ `{default}` الذي لا يسمح بـ `{source}`.'],
  wished: ['`{directive}` does not allow `{source}`.', 'لا يسمح `{directive}` بـ `{source}`.'],
  wished_by_default: ['`{default}` does not allow `{source}`; a `{directive}` would.', 'لا يسمح `{default}` بـ `{source}`، ويسمح به `{directive}` إن وُجد.'],
  by_nonce: [
    'allowed where your tag has the nonce that your server makes for each page: `<script nonce="…" async …>`.',
    'مسموح به حين يحمل وسمك الرقم الذي يصنعه خادمك لكل صفحة: `<script nonce="…" async …>`.',
  ],
  by_hash: ['allowed by its hash, and it may load the rest.', 'مسموح به ببصمته، وله أن يحمّل البقية.'],
  dynamic: [
    '`\'strict-dynamic\'` leaves addresses unread. The script needs your server’s nonce in the tag and in `{directive}`, or a fixed version and its hash.',
    'مع `\'strict-dynamic\'` لا تُقرأ العناوين. يحتاج البرنامج رقم خادمك في الوسم وفي `{directive}`، أو إصدارًا ثابتًا وبصمته.',
  ],
  sandbox: ['`sandbox` needs `{source}`.', 'يحتاج `sandbox` إلى `{source}`.'],
  report_only: ['This one only reports, and forbids nothing. The rest says what it would forbid.', 'هذه تُبلّغ فقط ولا تمنع شيئًا. والبقية تقول ما كانت ستمنعه.'],
  report_in_meta: ['Browsers ignore a policy that only reports in a `meta` tag.', 'تتجاهل المتصفحات سياسة تُبلّغ فقط في وسم `meta`.'],
  again: ['`{directive}` stands there a second time, which browsers ignore.', 'يرد `{directive}` مرة ثانية، والمتصفحات تتجاهلها.'],
  unknown: ['`{directive}` is no directive; perhaps a semicolon is missing, or a letter.', 'لا توجد تعليمة اسمها `{directive}`، ولعل فاصلة منقوطة تنقص، أو حرفًا.'],
  not_in_meta: ['Browsers ignore `{directive}` in a `meta` tag.', 'تتجاهل المتصفحات `{directive}` في وسم `meta`.'],
  unquoted: ['`{source}` in `{directive}` has no single quotes, so it names a site.', '`{source}` في `{directive}` بلا علامتي اقتباس مفردتين، فهو اسم موقع.'],
  none_beside: ['`\'none\'` in `{directive}` says nothing beside other sources.', 'لا معنى لـ `\'none\'` في `{directive}` بجانب مصادر أخرى.'],
  trusted_types: ['Trusted Types: the widget makes no HTML out of text, so they forbid it nothing.', 'Trusted Types: لا تصنع الأداة HTML من نص، فلا تمنع عنها شيئًا.'],
};

/** A word in the page's language, where no element can hold both. */
export const word = (key) => words[key][document.documentElement.lang === 'ar' ? 1 : 0];
