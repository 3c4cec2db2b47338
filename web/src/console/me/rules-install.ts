/** What is known of a browser that may install the page. */
export interface Browser {
  readonly userAgent: string;
  readonly touchPoints: number;
  /** The page stands on its own already. */
  readonly isInstalled: boolean;
  /** The browser has offered to install it. */
  readonly hasOffer: boolean;
}

/** How somebody comes to have the console on their home screen: by a button, by what they do in the browser themselves, or not at all. */
export function waysToInstall({ userAgent, touchPoints, isInstalled, hasOffer }: Browser): 'button' | 'share' | 'menu' | null {
  if (isInstalled) return null;
  if (hasOffer) return 'button';
  // An iPad says that it is a Mac, which has no touch.
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1)) return 'share';
  return /Android/.test(userAgent) ? 'menu' : null;
}
