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

/** Has the service worker keep the page and its files, once there is nothing more urgent to load. A browser without it asks the network each time. */
export function registerWorker(): void {
  const workers = navigator.serviceWorker;
  if (workers === undefined) return;
  const register = () => void workers.register(workerAddress(), { updateViaCache: 'none' }).catch(() => {});
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}
