import { defineConfig } from 'vitest/config'
import { configOf } from '../../vitest.config.ts'

/** Whole processes that are killed, real files, the browser and the image: what takes too long for `npm test`. */
export default defineConfig(configOf({ folders: 'test/scenarios/**', exclude: [] }))
