import { isWritingOf, tabStoreOfDevice } from '../app/index.ts';
import { type Versions, watchVersions } from './versions.ts';

interface ScriptPolicy {
  createScriptURL(input: string): unknown;
}
interface PolicyMaker {
  createPolicy(name: string, rules: { createScriptURL(): string }): ScriptPolicy;
}

/** The one address of a script that is made in the page; whatever asks for another one gets this. */
function workerAddress(): string {
  const { trustedTypes } = window as { readonly trustedTypes?: PolicyMaker };
  const address = '/sw.js';
  return (trustedTypes?.createPolicy('pheu', { createScriptURL: () => address }).createScriptURL('') ?? address) as string;
}

let address: string | undefined;

/** A page that has its worker already gets it here as well. */
function registered(): Promise<ServiceWorkerRegistration> {
  // The policy makes it once.
  address ??= workerAddress();
  return navigator.serviceWorker.register(address, { updateViaCache: 'none' });
}

/** Has the service worker keep the page and its files, once there is nothing more urgent to load. A browser without it asks the network each time. */
export function registerWorker(): void {
  const workers = navigator.serviceWorker;
  if (workers === undefined) return;
  const register = () => void registered().catch(() => {});
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}

const look = async (): Promise<void> => {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update();
};

/** Whether the worker in charge is of another build; no answer from one that does not know, or where there is none. */
const isOther = (): Promise<boolean> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data === true);
    const begun = [...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('script[src], link[rel=stylesheet]')];
    const files = begun.map((file) => new URL('src' in file ? file.src : file.href).pathname);
    navigator.serviceWorker?.controller?.postMessage(files, [port2]);
  });

/** Whether nothing is open, being written or waiting for its outcome, so that the page can be loaded anew unseen. */
function isQuiet(): boolean {
  const { activeElement } = document;
  const isWriting = activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement;
  const keeps = Object.keys(tabStoreOfDevice() ?? {}).some((name) => isWritingOf(null, name));
  return navigator.onLine && !isWriting && !keeps && document.querySelector('dialog[open]') === null;
}

let versions: Versions | undefined;

/** Tells of newer versions in this tab. */
export function versionsOfTab(): Versions {
  const workers = navigator.serviceWorker;
  versions ??= watchVersions({
    // The first worker may have failed, as while a deployment was not through.
    look: () => void (workers?.controller ? look() : registered()).catch(() => {}),
    isOther,
    onWorker: (listener) => workers?.addEventListener('controllerchange', listener),
    isSeen: () => document.visibilityState === 'visible',
    onSeen: (listener) => document.addEventListener('visibilitychange', listener),
    isQuiet,
    reload: () => location.reload(),
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    nowMs: () => Date.now(),
  });
  return versions;
}

/** Where a tab notes that it was loaded anew for a file that was gone. */
const place = 'pheu:renewed';
/** A newer version comes in seconds, or not now. */
const patienceMs = 5_000;

/**
 * Loads the page anew because a file of its build is gone, with the newest version where there is one. Once: a file that is still missing then is
 * nothing that another load mends.
 * @returns whether it does; false also without a network, or where the tab keeps nothing by which to know that it did
 */
export function renewOnce(): boolean {
  const store = tabStoreOfDevice();
  try {
    if (store === undefined || !navigator.onLine || store.getItem(place) !== null) return false;
    store.setItem(place, 'yes');
  } catch {
    return false;
  }
  const newest = new Promise<void>((resolve) => {
    navigator.serviceWorker?.addEventListener('controllerchange', () => resolve(), { once: true });
    setTimeout(resolve, patienceMs);
    // Where there is nothing newer, there is nothing to wait for.
    void look()
      .then(async () => {
        const registration = await navigator.serviceWorker?.getRegistration();
        if (!registration?.installing && !registration?.waiting) resolve();
      })
      .catch(() => resolve());
  });
  void newest.then(() => location.reload());
  return true;
}

/** Says that all that was asked for came: the next file that is gone is another matter. */
export function forgetRenewal(): void {
  try {
    tabStoreOfDevice()?.removeItem(place);
  } catch {
    // A tab that keeps nothing never noted it.
  }
}
