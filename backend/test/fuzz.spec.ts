import { afterAll, expect, test } from 'vitest';
import { Compile } from 'typebox/compile';
import { ProblemBody, Role } from '#platform/contract';
import { as, testApp, type SignedIn } from '#test/app';
import { addressOf, makeWorld } from '#test/world';
