### 表单被接受之前的工作量证明。
challenge-working = 您的浏览器正在进行简短的检查。
challenge-waiting = 请稍候：检查完成后会自动继续。
challenge-done = 检查已完成。
challenge-failed = 此浏览器无法完成检查。请重新加载页面，或换用其他浏览器。
challenge-first = 您的浏览器需要先完成一次简短的检查。请补全缺少的内容，然后再次提交。
challenge-no-script = 此页面需要 JavaScript 来进行简短的检查。请启用它，然后重新加载页面。
challenge-no-script-until =
    { $minutes ->
       *[other] 由于尝试次数较多，此页面需要 JavaScript 来进行简短的检查。请启用它并重新加载页面，或在 { $minutes } 分钟后再来。
    }
