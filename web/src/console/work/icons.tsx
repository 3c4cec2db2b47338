import type { Temperature } from './place.ts';

const marks: Readonly<Record<Temperature, string>> = {
  // A flame, a sun and a flake: each is told from the others without its colour.
  hot: 'M12 2c1 4-3 5-3 9a3 3 0 0 0 6 0c0-1-.4-2-1-3 3 1.500 4.500 4 4.500 7a6.500 6.500 0 0 1-13 0C5.500 9 11 8 12 2z',
  warm: 'M12 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10zM11 1h2v4h-2zM11 19h2v4h-2zM1 11h4v2H1zM19 11h4v2h-4z',
  cold: 'M11 2h2v6l4-3 1.200 1.600L14 10h-.5l.5 1h8v2h-8l-.5 1h.5l4.200 3.400L17 19l-4-3v6h-2v-6l-4 3-1.200-1.600L10 14h.5l-.5-1H2v-2h8l.5-1H10L5.800 6.600 7 5l4 3z',
};

/** A mark beside a word that says the same. */
export function TemperatureMark({ of }: { readonly of: Temperature }) {
  return (
    <svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" fill="currentColor">
      <path d={marks[of]} />
    </svg>
  );
}

/** The receiver of a phone. */
export function PhoneMark() {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" fill="currentColor">
      <path d="M6.600 2.500 9.500 3l1 5-2.300 1.700a12 12 0 0 0 6.100 6.100L16 13.500l5 1 .5 2.900c.2 1.500-.9 2.800-2.400 2.900C10.700 20.800 3.200 13.300 3.700 4.900 3.800 3.400 5.100 2.300 6.600 2.500z" />
    </svg>
  );
}
