// Markdown, made into HTML that `markup.js` reads like any other: nothing of it is ever put into
// a page. Loaded only where an adapter says `"as": "markdown"`.
import { marked } from 'marked';

export const toHtml = (text) => marked.parse(text, { async: false });
