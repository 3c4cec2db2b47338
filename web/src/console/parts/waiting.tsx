import { useTexts } from '../texts/index.ts';
import styles from './waiting.module.css';

/** Shows for some time nothing, then that something is under way: a flash of it would only make a fast page look slow. */
export function Waiting() {
  const { shell } = useTexts();
  return (
    <p class={styles.waiting} role="status">
      {shell.loading}
    </p>
  );
}
