/** True where two types are one and the same, not merely assignable. */
export type Same<One, Other> = (<Any>() => Any extends One ? 1 : 2) extends <Any>() => Any extends Other ? 1 : 2 ? true : false;

/** States a claim about types: `npm run check` fails where it is false. Nothing happens when it runs. */
export function holds<_Claim extends true>(): void {}
