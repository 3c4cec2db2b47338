import styles from './menu.module.css';

/** Something to choose in a sheet: what it does, or where it leads. */
export type MenuEntry = { readonly name: string } & ({ readonly onClick: () => void } | { readonly href: string });

interface MenuProps {
  readonly entries: readonly MenuEntry[];
  /** One was chosen and is under way. @default false */
  readonly isBusy?: boolean;
}

/** A few things to choose from, each a line for the thumb. */
export function Menu({ entries, isBusy = false }: MenuProps) {
  return (
    <ul class={styles.menu}>
      {entries.map((entry) => (
        <li key={entry.name}>
          {'href' in entry ? (
            <a href={entry.href}>{entry.name}</a>
          ) : (
            <button type="button" aria-disabled={isBusy} onClick={() => isBusy || entry.onClick()}>
              {entry.name}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
