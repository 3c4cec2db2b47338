import { useHeard } from '../app/index.ts';
import { useTexts } from '../texts/index.ts';
import { versionsOfTab } from './register.ts';
import styles from './waiting-acts.module.css';

/** Says over every room that there is a newer version, for whoever does not want to wait until it comes by itself. */
export function NewVersion() {
  const { offline: words } = useTexts();
  const versions = versionsOfTab();
  useHeard(versions.onChange);
  return (
    <div role="status">
      {versions.isNewer() ? (
        <p class={styles.bar}>
          <span>{words.newVersion}</span>
          <button type="button" onClick={() => window.location.reload()}>
            {words.takeVersion}
          </button>
        </p>
      ) : null}
    </div>
  );
}
