// React 19 knows custom elements: the plain tag takes attributes, listeners and a ref. A page that
// a server has rendered uses the component of `open-letter/react`, as the example for Next does.
import { useRef, useState } from 'react';
import 'open-letter/define';

export function Petition() {
  const letter = useRef(null);
  const [count, setCount] = useState(null);
  const [status, setStatus] = useState('');
  const [shown, setShown] = useState(true);
  return (
    <main>
      <h1>An open letter in React</h1>
      <p id="count">{count === null ? 'Nobody has counted yet.' : `${count} people have signed.`}</p>
      <p>
        <button id="sign" type="button" onClick={() => letter.current?.openSign()}>
          Sign it now
        </button>{' '}
        <button id="toggle" type="button" onClick={() => setShown(!shown)}>
          {shown ? 'Take the letter away' : 'Put the letter back'}
        </button>
      </p>
      {shown && (
        <open-letter
          ref={letter}
          src="https://letters.example.org/v1/letters/keep-the-library-open"
          page-size="20"
          onopen-letter-count={(event) => setCount(event.detail.count)}
          onopen-letter-signed={(event) => setStatus(event.detail.status)}
        >
          <a href="https://letters.example.org/letters/keep-the-library-open">Read and sign the open letter</a>
        </open-letter>
      )}
      <p id="status">{status}</p>
    </main>
  );
}
