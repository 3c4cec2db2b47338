import { Sheet } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './keys-sheet.module.css';

/** Says what each key does. */
export function KeysSheet({ onClose }: { readonly onClose: () => void }) {
  const { shell: words } = useTexts();
  return (
    <Sheet title={words.keysTitle} onClose={onClose}>
      <dl class={styles.keys}>
        {words.keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p class={styles.hint}>{words.keysOff}</p>
    </Sheet>
  );
}
