// Something on the page that is none of the letter's business: it counts cups of tea.
document.getElementById('cups').addEventListener('click', ({ target }) => {
  target.textContent = String(Number(target.textContent) + 1);
});
