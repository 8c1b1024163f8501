// The campaigner's desk, as a reviewer sits down at it.

/** A reviewer, and the words that `open-letter-server desk password` made of their password. */
export const REVIEWER = {
  name: 'wilhelmina',
  password: 'correct horse',
  setting:
    'wilhelmina:$argon2id$v=19$m=19456,t=2,p=1$YlbntRQGzwssjyuDgfqe0Q$s1xqb77d1/amrG4320WeMCMAJbmPPaXL1V5zBQV+9oM',
};

/** What a server needs to be told for them to sit there. */
export const SETTINGS = { OPEN_LETTER_REVIEWERS: REVIEWER.setting };

/** Signs in, and goes to a page of a letter. */
export async function sitDown(page, server, place = 'queue') {
  await page.goto(`${server.origin}/desk`);
  await page.getByLabel('Name').fill(REVIEWER.name);
  await page.getByLabel('Password').fill(REVIEWER.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Letters' }).waitFor();
  await page.goto(`${server.origin}/desk/letters/keep-nhs-code-open/${place}`);
}
