import { BlockList, isIP } from 'node:net';

/**
 * IPv4 networks that no call may reach, and those that reach nobody: IANA IPv4 Special-Purpose Address Registry (RFC 6890), multicast
 * and the reserved rest. 169.254.0.0/16 is where clouds answer with credentials.
 */
const forbidden4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

/**
 * Of IPv6 only global unicast is public at all, without what is set aside in it (IANA IPv6 Special-Purpose Address Registry). 2002::/16
 * and Teredo carry an IPv4 address inside; mapped, translated, local and link-local addresses lie outside of 2000::/3.
 */
const global6 = ['2000::', 3] as const;
const forbidden6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const listOf = (networks: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family);
  return list;
};
const blocked4 = listOf(forbidden4, 'ipv4');
const public6 = listOf([global6], 'ipv6');
const blocked6 = listOf(forbidden6, 'ipv6');

/** Answers whether an address is one of the public internet; false for what is no address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked4.check(address, 'ipv4');
  // A zone (`fe80::1%eth0`) names an interface of this machine.
  return family === 6 && !address.includes('%') && public6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6');
}
