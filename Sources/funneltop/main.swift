print("funneltop")
