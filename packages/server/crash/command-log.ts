import type { TestAnswer } from '../src/faces/native/test-client.ts';

/** How often something was asked for, and how often that was acknowledged. */
interface Count {
  asked: number;
  acknowledged: number;
}

/**
 * Commands that somebody has given and what became of them. What was acknowledged must have happened, what was asked may have,
 * and what was refused has not.
 */
export class CommandLog {
  readonly #counts = new Map<string, Count>();

  /** Gives a command that is called by this name. Rejects when the platform does not answer any more. */
  async give(name: string, command: () => Promise<TestAnswer>): Promise<TestAnswer> {
    const count = this.#counts.get(name) ?? { asked: 0, acknowledged: 0 };
    this.#counts.set(name, count);
    count.asked += 1;
    const answer = await command();
    if (answer.status < 300) count.acknowledged += 1;
    else count.asked -= 1;
    return answer;
  }

  /** What is wrong with this many having happened, in words; null: nothing. */
  compare(name: string, happened: number): string | null {
    const { asked, acknowledged } = this.#counts.get(name) ?? { asked: 0, acknowledged: 0 };
    if (happened < acknowledged) return `${name}: ${acknowledged} were acknowledged, ${happened} happened`;
    if (happened > asked) return `${name}: ${asked} were asked for, ${happened} happened`;
    return null;
  }

  /** A restart: what was asked for and not answered is known now. */
  settle(name: string, happened: number): void {
    this.#counts.set(name, { asked: happened, acknowledged: happened });
  }
}
