import { useLayoutEffect, useState } from 'preact/hooks';

/**
 * Draws again whenever something changes by itself. It hears from the moment it was drawn: an effect begins only once the page was painted, and
 * what came before that would never be shown.
 */
export function useHeard(onChange: (listener: () => void) => () => void): void {
  const [, redraw] = useState(0);
  useLayoutEffect(() => onChange(() => redraw((count) => count + 1)), [onChange]);
}
