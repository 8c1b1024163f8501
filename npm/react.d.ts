// The types of the React component.
import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import type { OpenLetterAttributes, OpenLetterElement, OpenLetterEventMap } from './open-letter.js';

/** What the component hears from its element. */
export interface OpenLetterListeners {
  /** The letter can be read. */
  onReady?: (event: OpenLetterEventMap['open-letter-ready']) => void;
  /** A new count is shown. */
  onCount?: (event: OpenLetterEventMap['open-letter-count']) => void;
  /** A signature is being sent. */
  onSubmit?: (event: OpenLetterEventMap['open-letter-submit']) => void;
  /** The backend has taken the signature. */
  onSigned?: (event: OpenLetterEventMap['open-letter-signed']) => void;
  /** The visitor has confirmed the address. */
  onConfirmed?: (event: OpenLetterEventMap['open-letter-confirmed']) => void;
  /** The visitor has taken the signature back. */
  onWithdrawn?: (event: OpenLetterEventMap['open-letter-withdrawn']) => void;
  /** Something did not work. */
  onError?: (event: OpenLetterEventMap['open-letter-error']) => void;
}

type Attributes = Omit<OpenLetterAttributes, 'page-size'>;
type Html = Omit<HTMLAttributes<OpenLetterElement>, keyof Attributes | keyof OpenLetterListeners>;

/** What the component takes: the tag's attributes, listeners, and what every element takes. */
export interface OpenLetterComponentProps extends Attributes, OpenLetterListeners, Html {
  /** The attribute `page-size`. */
  pageSize?: number | string;
}

/** The element as a component. Its `ref` is the element, with its methods. */
export declare const OpenLetter: ForwardRefExoticComponent<
  OpenLetterComponentProps & RefAttributes<OpenLetterElement>
>;
