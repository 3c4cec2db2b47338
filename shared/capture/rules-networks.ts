/**
 * Networks that posts are counted by, the narrowest first, and how many times the limit of a single address each may reach. An IPv6
 * subscriber has a /64 at least and changes inside it at will; a household or an office is commonly given a /56, a company or a rented
 * server a /48 (RIPE-690). Behind a wide one may be more people, so its limit is higher; but it grows by 4 where the subnets grow by 256,
 * so that whoever has a whole prefix gets past 16 times the limit with none of them.
 */
const countedPrefixes = [
  { bits: 64, multiple: 1 },
  { bits: 56, multiple: 4 },
  { bits: 48, multiple: 16 },
] as const;

/** Returns the networks of a client's address, the narrowest first: three of IPv6; of IPv4, in whatever clothes, the address alone. */
export function networksOf(address: string): readonly string[] {
  const groups = groupsOf(address);
  if (!groups) return [address];
  const embedded = mappedAddress(groups);
  if (embedded !== null) return [embedded];
  return countedPrefixes.map(({ bits }) => networkName(groups, bits));
}

/** Returns the narrowest network of a client's address: one household or phone. */
export function networkOf(address: string): string {
  return networksOf(address)[0] ?? address;
}

/** Tells whether a network has more posts than a form lets through. @param posts of each network, the narrowest first */
export function isAboveLimit(posts: readonly number[], limit: number): boolean {
  return posts.some((count, index) => count > limit * (countedPrefixes[index]?.multiple ?? 1));
}

/** The eight groups of an IPv6 address, in whatever spelling; null for anything else. */
function groupsOf(address: string): readonly number[] | null {
  // A zone names an interface of the machine that wrote it.
  const [bare = ''] = address
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .split('%');
  const url = `http://[${bare}]`;
  if (!/^[\da-f:.]+$/i.test(bare) || !URL.canParse(url)) return null;
  // As URLs spell it: small letters, no zeros in front, no dots.
  const [head = '', tail] = new URL(url).hostname.slice(1, -1).split('::');
  const [left, right] = [head, tail ?? ''].map((half) =>
    half.split(':').flatMap((group) => (group === '' ? [] : [Number.parseInt(group, 16)])),
  );
  const zeros = Array<number>(8 - (left?.length ?? 0) - (right?.length ?? 0)).fill(0);
  return [...(left ?? []), ...zeros, ...(right ?? [])];
}

/** The IPv4 address that is written as an IPv6 one (`::ffff:192.0.2.1`); null for any other. */
function mappedAddress(groups: readonly number[]): string | null {
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return isMapped ? [high >> 8, high & 255, low >> 8, low & 255].join('.') : null;
}

function networkName(groups: readonly number[], bits: number): string {
  const kept = groups.slice(0, Math.ceil(bits / 16)).map((group, index) => {
    const inGroup = Math.min(16, bits - 16 * index);
    return (group & (0xffff << (16 - inGroup)) & 0xffff).toString(16);
  });
  return bits === 64 ? kept.join(':') : `${kept.join(':')}/${bits}`;
}
