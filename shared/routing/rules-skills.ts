import { fold } from '../identity/text.ts';
import { conditionsIn, isMet } from './rules-conditions.ts';
import type { SkillNeed } from './skill-config.ts';
import type { TerritoryAttributes } from './territory-conditions.ts';

/** Tells whether a rep has a skill, whatever its case and accents. */
export function hasSkill({ skills = [] }: { readonly skills?: readonly string[] | undefined }, skill: string): boolean {
  const wanted = fold(skill);
  return skills.some((own) => fold(own) === wanted);
}

interface AskingPool {
  readonly mode?: string | undefined;
  readonly skills?: readonly SkillNeed[] | undefined;
}

/** Lists the skills that a lead asks for in a pool. */
export function skillsAskedFor({ mode, skills = [] }: AskingPool, attributes: TerritoryAttributes): string[] {
  if (mode !== 'skill') return [];
  return skills.flatMap(({ skill, when }) => (conditionsIn(when).every((condition) => isMet(condition, attributes)) ? [skill] : []));
}
