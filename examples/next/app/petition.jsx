'use client';
// The component, and not the plain tag: React does not attach the listeners of a custom element
// that it finds in a server's page (react/react#35446).
import { useRef, useState } from 'react';
import { configure } from 'open-letter';
import { OpenLetter } from 'open-letter/react';

configure({ theme: 'light', strings: { en: { sign_button: 'Add your name' } } });

export function Petition() {
  const letter = useRef(null);
  const [count, setCount] = useState(null);
  const [status, setStatus] = useState('');
  const [shown, setShown] = useState(true);
  return (
    <>
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
        <OpenLetter
          ref={letter}
          src="https://letters.example.org/v1/letters/keep-the-library-open"
          pageSize={20}
          onCount={(event) => setCount(event.detail.count)}
          onSigned={(event) => setStatus(event.detail.status)}
        >
          <a href="https://letters.example.org/letters/keep-the-library-open">Read and sign the open letter</a>
        </OpenLetter>
      )}
      <p id="status">{status}</p>
    </>
  );
}
