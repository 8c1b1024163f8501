//! The examples of the reference page. A scenario in `e2e/surface` runs every one of them.

/// What one pastes into a page.
pub(super) const TAG: &str = r#"<script async src="https://letters.example.org/embed/1/open-letter.js"></script>
<open-letter src="https://letters.example.org/v1/letters/keep-the-library-open">
  <a href="https://letters.example.org/letters/keep-the-library-open">Read and sign the open letter</a>
</open-letter>"#;

/// The same in one tag.
pub(super) const SCRIPT: &str = r#"<script async src="https://letters.example.org/embed/1/open-letter.js"
  data-letter="https://letters.example.org/v1/letters/keep-the-library-open"
  data-view="card" data-page-size="20"></script>"#;

/// Attributes.
pub(super) const ATTRIBUTES: &str = r#"<open-letter src="https://letters.example.org/v1/letters/keep-the-library-open"
  view="card" sign="dialog" theme="dark" lang="en" loading="eager">
  <a href="https://letters.example.org/letters/keep-the-library-open">Read and sign the open letter</a>
</open-letter>"#;

/// Attributes, properties and what is read only.
pub(super) const PROPERTIES: &str = r"const letter = document.querySelector('open-letter');
letter.view = 'card';      // the same as letter.setAttribute('view', 'card')
letter.view = null;        // the attribute goes, and the default holds
console.log(letter.state, letter.count, letter.letter?.title);";

/// Methods.
pub(super) const METHODS: &str = r"const letter = document.querySelector('open-letter');
await letter.refresh();
await letter.openSign();
try {
  await letter.sign({ name: '', email: 'wilhelmina.teaspoon@example.org', consent: true });
} catch (error) {
  console.log(error.code);                       // 'invalid'
  for (const { field, message } of error.errors) console.log(field, message);
}";

/// Events.
pub(super) const EVENTS: &str = r"document.addEventListener('open-letter-signed', (event) => {
  const { status } = event.detail;
  if (status === 'pending_confirmation') console.log('Somebody has signed, and has a mail to open.');
});
document.addEventListener('open-letter-error', (event) => {
  console.warn(event.detail.code, event.detail.message);
});";

/// Parts.
pub(super) const PARTS: &str = r"open-letter::part(title) {
  font-size: 2rem;
}
open-letter::part(sign-button):hover {
  text-decoration: underline;
}
open-letter::part(callout) {
  border-style: double;
}";

/// Custom properties.
pub(super) const CUSTOM_PROPERTIES: &str = r"open-letter {
  --open-letter-accent: #7a1f5c;
  --open-letter-on-accent: #fff;
  --open-letter-radius: 0;
  --open-letter-heading-font: Georgia, serif;
}";

/// Slots.
pub(super) const SLOTS: &str = r#"<open-letter src="https://letters.example.org/v1/letters/keep-the-library-open">
  <a href="https://letters.example.org/letters/keep-the-library-open">Read and sign the open letter</a>
  <p slot="before">The council votes on Thursday.</p>
  <p slot="after-letter">Printed copies lie at the desk.</p>
  <p slot="thanks">Now bring a neighbour.</p>
  <p slot="consent">Questions? Ask wilhelmina.teaspoon@example.org.</p>
</open-letter>"#;

/// States.
pub(super) const STATES: &str = r"open-letter:state(loading) {
  opacity: 0.6;
}
open-letter:state(closed)::part(count) {
  font-size: 1.5em;
}
body:has(open-letter:state(signed)) .please-sign {
  display: none;
}";

/// `configure` before the script has arrived, or after.
pub(super) const CONFIGURE: &str = r"(window.OpenLetter ||= []).push({
  theme: 'light',
  pageSize: 20,
  strings: {
    en: {
      sign_button: 'Add your name',
      count: { one: '{count} neighbour so far', other: '{count} neighbours so far' },
    },
  },
  adapters: { 'our-backend': 'https://letters.example.org/our-backend.json' },
});";

/// The package.
pub(super) const PACKAGE: &str = r"import { configure, version } from 'open-letter';
import 'open-letter/define';

configure({ theme: 'light' });
console.log(version);

const letter = document.querySelector('open-letter');
letter?.addEventListener('open-letter-count', (event) => console.log(event.detail.count));";

/// React's JSX.
pub(super) const REACT: &str = r#"import 'open-letter/define';

export function Petition() {
  return (
    <open-letter
      src="https://letters.example.org/v1/letters/keep-the-library-open"
      view="card"
      onopen-letter-signed={(event) => console.log(event.detail.status)}
    />
  );
}"#;
