// Starts the application, and sets what holds for every letter on the page. The letter's own script
// may come before this one or after it.
import start, { leave } from './open-letter-example-yew.js';

(window.OpenLetter ||= []).push({ theme: 'light', strings: { en: { sign_button: 'Add your name' } } });

await start();
document.getElementById('leave').addEventListener('click', leave);
