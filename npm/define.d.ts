// Importing it defines <open-letter>. These are the types that come with the tag.
import './open-letter.js';
