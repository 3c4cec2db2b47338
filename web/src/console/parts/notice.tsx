import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import styles from './notice.module.css';

interface NoticeProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly act?: { readonly name: string; readonly onClick: () => void };
}

/** What somebody has to know in place of what they came for, and what they can do about it. */
export function Notice({ title, children, act }: NoticeProps) {
  return (
    <section class={styles.notice} role="status">
      <h1>{title}</h1>
      <p>{children}</p>
      {act ? <Button onClick={act.onClick}>{act.name}</Button> : null}
    </section>
  );
}
