/** Parameters by which advertising networks name a click: Google (`gclid`, in apps `gbraid` and `wbraid`), Meta, TikTok, Microsoft, LinkedIn, Zalo. */
const names = ['gclid', 'gbraid', 'wbraid', 'fbclid', 'ttclid', 'msclkid', 'li_fat_id', 'zclid', 'twclid'];

/** Longer ones are none. */
const longest = 500;

/** Returns the ids of clicks in the address of a page. */
export function clickIdsIn(pageUrl: string | null): Record<string, string> {
  const query = pageUrl?.split('#')[0]?.split('?').slice(1).join('?');
  if (!query) return {};
  const asked = new URLSearchParams(query);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = asked.get(name);
      return value && value.length <= longest ? [[name, value]] : [];
    }),
  );
}
