// React's JSX, since version 19.
import type { OpenLetterElement } from 'open-letter';
import { OpenLetter } from 'open-letter/react';
import { useRef } from 'react';

export function Petition() {
  const letter = useRef<OpenLetterElement>(null);
  return (
    <section>
      <open-letter
        ref={letter}
        id="petition"
        className="wide"
        src="https://letters.example.org/v1/letters/keep-the-library-open"
        view="card"
        sign="inline"
        page-size={20}
        onopen-letter-signed={(event) => event.detail.status === 'published' && letter.current?.refresh()}
        onopen-letter-error={({ detail }) => console.warn(detail.code, detail.message)}
      >
        <a href="https://letters.example.org/letters/keep-the-library-open">Read and sign the open letter</a>
        <p slot="thanks">Now bring a neighbour.</p>
      </open-letter>
      <OpenLetter ref={letter} src="/letter" view="button" pageSize={20} onSigned={({ detail }) => detail.status === 'sent'} />
      {/* @ts-expect-error: the component knows the views too. */}
      <OpenLetter src="/letter" view="poster" />
      {/* @ts-expect-error: there is no such view. */}
      <open-letter src="/letter" view="poster" />
      {/* @ts-expect-error: the event has no such member. */}
      <open-letter src="/letter" onopen-letter-count={(event) => event.detail.name} />
    </section>
  );
}
