'use client';
// <OpenLetter>: the element as a component, with events as properties. React 19 can use the plain
// tag where no server has rendered the page; React 18 knows no events of custom elements.
import { createElement, forwardRef, useEffect, useImperativeHandle, useRef } from 'react';
import './define.js';

const events = {
  onReady: 'open-letter-ready',
  onCount: 'open-letter-count',
  onSubmit: 'open-letter-submit',
  onSigned: 'open-letter-signed',
  onConfirmed: 'open-letter-confirmed',
  onWithdrawn: 'open-letter-withdrawn',
  onError: 'open-letter-error',
};

export const OpenLetter = forwardRef(function OpenLetter({ pageSize, className, children, ...given }, ref) {
  const element = useRef(null);
  const listeners = {};
  for (const name in events) {
    listeners[name] = given[name];
    delete given[name];
  }
  // The newest functions are called, and the element is listened to once.
  const newest = useRef(listeners);
  useEffect(() => {
    newest.current = listeners;
  });
  useEffect(() => {
    const { current } = element;
    const abort = new AbortController();
    for (const name in events) {
      const tell = (event) => event.target === current && newest.current[name]?.(event);
      current.addEventListener(events[name], tell, { signal: abort.signal });
    }
    return () => abort.abort();
  }, []);
  useImperativeHandle(ref, () => element.current, []);
  return createElement('open-letter', { ...given, class: className, 'page-size': pageSize, ref: element }, children);
});
