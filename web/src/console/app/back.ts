let hasMoved = false;

/** Hears from the start whether somebody went from one address of the console to another. */
export function hearMoves(): void {
  window.addEventListener('hashchange', () => {
    hasMoved = true;
  });
}

/** Goes back to where somebody came from; whoever opened a page by a link of a mail came from nowhere, and goes to where they begin. */
export function goBack(toStart: () => void): void {
  if (hasMoved) window.history.back();
  else toStart();
}
