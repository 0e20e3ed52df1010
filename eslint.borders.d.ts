import type { Linter } from 'eslint';
export const borders: Linter.Config[];
/** From left to right. */
export const DOMAINS: string[];
