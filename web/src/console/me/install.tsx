import { canInstall, install, onInstallOffer, useHeard } from '../app/index.ts';
import { Button } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './me.module.css';
import { waysToInstall } from './rules-install.ts';

const isInstalled = (): boolean =>
  window.matchMedia('(display-mode: standalone)').matches || (navigator as { readonly standalone?: boolean }).standalone === true;

/** How the console comes to the home screen; nothing once it is there, or where the browser knows no way. */
export function Install() {
  const { me: words } = useTexts();
  useHeard(onInstallOffer);
  const { userAgent, maxTouchPoints: touchPoints } = navigator;
  const way = waysToInstall({ userAgent, touchPoints, isInstalled: isInstalled(), hasOffer: canInstall() });
  if (way === null) return null;
  return (
    <section class={styles.own} aria-labelledby="me-install">
      <h3 class={styles.small} id="me-install">
        {words.install}
      </h3>
      <p class={styles.hint}>{words.installWhy}</p>
      {way === 'button' ? (
        <Button kind="plain" onClick={() => void install()}>
          {words.installNow}
        </Button>
      ) : (
        <p>{words.installHow[way]}</p>
      )}
    </section>
  );
}
