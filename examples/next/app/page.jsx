import { Petition } from './petition.jsx';

export default function Page() {
  return (
    <main>
      <h1>An open letter in Next</h1>
      <Petition />
    </main>
  );
}
