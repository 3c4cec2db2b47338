import type { ComponentChildren } from 'preact';
import { ProblemError, type Watched } from '../api/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './asked.module.css';
import { Notice } from './notice.tsx';
import { Waiting } from './waiting.tsx';

interface AskedProps<Body> {
  readonly asked: Watched<Body>;
  readonly again: () => Promise<void>;
  readonly children: (body: Body) => ComponentChildren;
}

/** Shows what was asked for: that it is on its way, that it failed and what to do, or what is there, with a word where it is from before. */
export function Asked<Body>({ asked, again, children }: AskedProps<Body>) {
  const { shell, parts } = useTexts();
  if (asked.is === 'waiting') return <Waiting />;
  if (asked.is === 'there') {
    return (
      <>
        {asked.isOld ? (
          <p class={styles.old} role="status">
            {parts.old}
          </p>
        ) : null}
        {children(asked.body)}
      </>
    );
  }
  const retry = { name: shell.retry, onClick: () => void again() };
  if (!(asked.error instanceof ProblemError)) {
    return (
      <Notice title={shell.offlineTitle} act={retry}>
        {shell.offline}
      </Notice>
    );
  }
  const { status, id } = asked.error.problem;
  if (status === 404) {
    return (
      <Notice title={parts.goneTitle} act={{ name: shell.home, onClick: () => window.location.assign('#/') }}>
        {parts.gone}
      </Notice>
    );
  }
  return (
    <Notice title={shell.failedTitle} act={retry}>
      {shell.failed(id)}
    </Notice>
  );
}
