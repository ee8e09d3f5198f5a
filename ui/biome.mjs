// Starts the Biome of this machine. Its own launcher asks for builds for systems that not every registry carries,
// and then no clean install passes.
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"

const program = import.meta.resolve(`@biomejs/cli-${process.platform}-${process.arch}/biome`)
const { status, error } = spawnSync(fileURLToPath(program), process.argv.slice(2), { stdio: "inherit" })
if (error) throw error
process.exitCode = status ?? 1
